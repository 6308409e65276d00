import { seededRandom } from '@loyalty/kernel';
import { merkleTreeHash } from '@loyalty/testing';
import { Frontier, frontierNodes } from './frontier';
import { EMPTY_ROOT, leafHash, nodeHash, type Hash } from './hash';

/** The leaves of the test vectors of RFC 6962 implementations (certificate-transparency, merkletree_test). */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) => Buffer.from(hex, 'hex').toString('latin1'));
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const grown = (lines: readonly string[]) => lines.reduce((frontier, line) => (frontier.append(leafHash(line)), frontier), new Frontier());

describe('the hashes of RFC 6962', () => {
  it('of the empty tree, of the empty leaf and of a node', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(leafHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(leafHash('L123456').toString('hex')).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56');
    const node = nodeHash(Buffer.from('N123'.padEnd(32, '\0')), Buffer.from('N456'.padEnd(32, '\0')));
    expect(nodeHash(Buffer.from('N456'.padEnd(32, '\0')), Buffer.from('N123'.padEnd(32, '\0'))).equals(node)).toBe(false);
  });

  it('of text are those of its UTF-8 bytes', () => {
    expect(leafHash('Grüße 👋').equals(merkleTreeHash([Buffer.from('Grüße 👋', 'utf8')]))).toBe(true);
  });

  it.each(ROOTS.map((root, i) => [i + 1, root] as const))('of the first %i test leaves', (size, root) => {
    expect(grown(LEAVES.slice(0, size)).root().toString('hex')).toBe(root);
    expect(merkleTreeHash(LEAVES.slice(0, size)).toString('hex')).toBe(root);
  });
});

describe('the right edge of a tree', () => {
  const lines = Array.from({ length: 300 }, (_, i) => `line ${i}`);

  it('has the root of the recursive definition at every size to 300', () => {
    const frontier = new Frontier();
    expect(frontier.root().equals(merkleTreeHash([]))).toBe(true);
    lines.forEach((line, i) => {
      frontier.append(leafHash(line));
      expect([frontier.size, frontier.root().equals(merkleTreeHash(lines.slice(0, i + 1)))]).toEqual([i + 1, true]);
    });
  });

  it('tells of every complete subtree once, with its hash', () => {
    const told = new Map<string, Hash>();
    const frontier = new Frontier();
    for (const line of lines) frontier.append(leafHash(line), ({ level, index, hash }) => {
      expect(told.has(`${level}/${index}`)).toBe(false);
      told.set(`${level}/${index}`, hash);
    });
    for (let level = 1; 2 ** level <= 300; level += 1) {
      for (let index = 0; (index + 1) * 2 ** level <= 300; index += 1) {
        expect(told.get(`${level}/${index}`)?.equals(merkleTreeHash(lines.slice(index * 2 ** level, (index + 1) * 2 ** level)))).toBe(true);
        told.delete(`${level}/${index}`);
      }
    }
    expect(told.size).toBe(0);
  });

  it('is made again from its nodes at any size and goes on from there', () => {
    for (const size of [0, 1, 2, 3, 7, 8, 9, 127, 128, 129, 255, 256, 257]) {
      const nodes = frontierNodes(size);
      const again = new Frontier(size, nodes.map(({ level, index }) => merkleTreeHash(lines.slice(index * 2 ** level, (index + 1) * 2 ** level))));
      expect(again.root().equals(merkleTreeHash(lines.slice(0, size)))).toBe(true);
      lines.slice(size).forEach((line) => again.append(leafHash(line)));
      expect(again.root().equals(merkleTreeHash(lines))).toBe(true);
    }
  });

  it('consists of the binary digits of its size, also of sizes beyond 32 bits', () => {
    const random = seededRandom(3);
    for (const size of [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40 - 1, 2 ** 47 + 5, ...Array.from({ length: 200 }, () => random.int(2 ** 32) * (1 + random.int(1_000)))]) {
      const nodes = frontierNodes(size);
      expect(nodes.map(({ level }) => level)).toEqual([...size.toString(2)].flatMap((digit, i, all) => (digit === '1' ? [all.length - 1 - i] : [])));
      let start = 0;
      for (const { level, index } of nodes) {
        expect(index * 2 ** level).toBe(start);
        start += 2 ** level;
      }
      expect(start).toBe(size);
    }
  });

  it('goes its own way once it is copied', () => {
    const one = grown(lines.slice(0, 5));
    const two = one.copy();
    two.append(leafHash('other'));
    expect([one.size, two.size, one.root().equals(merkleTreeHash(lines.slice(0, 5)))]).toEqual([5, 6, true]);
  });
});
