import { leafHash, proveConsistency, proveInclusion, verifyConsistency, verifyInclusion } from '@loyalty/ledger';
import { audit, merkleTreeHash } from './audit';
import { storeForEachTest, type StoreFactory } from './store-under-test';
import { commit, event, events } from './writing';

/** B.4 point 13, for stores that carry a root with each commit. */
export function proofContract(factory: StoreFactory): void {
  describe('proof', () => {
    const test = storeForEachTest(factory);
    const prove = async () => test.log.prove!();

    it('carries the RFC 6962 root over all lines with each commit', async () => {
      await test.store.append(commit(events('account-a', 1, 3)));
      await expect(test.store.append(commit([event('account-a', 9)]))).rejects.toThrow();
      await test.store.append(commit([]));
      await test.store.append(commit([...events('account-b', 1, 2), event('account-a', 4, { text: 'Grüße 👋' })]));
      const log = await prove();
      const lines = log.leaves(0, 100).map(({ line }) => line);
      expect(log.commits(0, 100).map(({ number, position, root }) => [number, position, root.toString('hex')])).toEqual(
        [[1, 3], [2, 3], [3, 6]].map(([number, position]) => [number, position, merkleTreeHash(lines.slice(0, position)).toString('hex')]));
      expect(audit(log)).toEqual([]);
      expect([log.size(), log.logId]).toEqual([6, test.store.logId]);
      log.close();
    });

    it('goes on with the same tree after every reopening', async () => {
      for (let i = 1; i <= 12; i += 1) {
        await test.store.append(commit(events(`account-${i}`, 1, (i * 7) % 13 + 1)));
        await test.reopen();
      }
      const log = await prove();
      expect(audit(log)).toEqual([]);
      log.close();
    });

    it('proves inclusion of each event and consistency of each commit with the last', async () => {
      for (let i = 1; i <= 15; i += 1) await test.store.append(commit(events(`account-${i}`, 1, i * 40)));
      const log = await prove();
      const size = log.size();
      const commits = log.commits(0, 100);
      const { root } = commits.at(-1)!;
      const node = (level: number, index: number) => log.node(level, index);
      expect(size).toBe(4_800);
      for (const { position, line } of log.leaves(0, 10_000).filter((_, i) => i % 97 === 0)) {
        expect(verifyInclusion(leafHash(line), position - 1, size, proveInclusion(position - 1, size, node), root)).toBe(true);
        expect(verifyInclusion(leafHash(`${line} `), position - 1, size, proveInclusion(position - 1, size, node), root)).toBe(false);
      }
      for (const old of commits) expect(verifyConsistency(old.position, old.root, size, root, proveConsistency(old.position, size, node))).toBe(true);
      log.close();
    });
  });
}
