import { AssignerProtocol, type Assignment, type PartitionAssigner } from 'kafkajs';

const NAME = 'loyalty-by-subscription';
const NOTHING = Buffer.alloc(0);

/**
 * Deals each topic's partitions out among the members that read this topic, as evenly as that goes. The client library's
 * own deals every topic of the leader to every member: while a release that reads one topic more is rolled out, partitions
 * would go to members that do not read them, and nobody would.
 */
export const bySubscription: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: 0,
  async assign({ members }) {
    const readers = members.map(({ memberId, memberMetadata }) => ({ memberId, topics: AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? [] }));
    const topics = [...new Set(readers.flatMap((reader) => reader.topics))].sort();
    // The leader itself may not read all of them.
    await cluster.addMultipleTargetTopics(topics);
    const partitions = new Map(topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId).sort((a, b) => a - b)]));
    return Array.from(deal(readers, partitions), ([memberId, assignment]) => ({ memberId, memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: 0, assignment, userData: NOTHING }) }));
  },
  protocol({ topics }) {
    return { name: NAME, metadata: AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: NOTHING }) };
  },
});

interface Reader {
  readonly memberId: string;
  readonly topics: readonly string[];
}

/** Each partition goes to the reader of its topic who has the fewest so far, the first by id among equals. */
export function deal(readers: readonly Reader[], partitions: ReadonlyMap<string, readonly number[]>): Map<string, Assignment> {
  const sorted = [...readers].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const dealt = new Map<string, Assignment>(sorted.map(({ memberId }) => [memberId, {}]));
  const counts = new Map(sorted.map(({ memberId }) => [memberId, 0]));
  for (const [topic, all] of partitions) {
    const eligible = sorted.filter(({ topics }) => topics.includes(topic));
    for (const partition of all) {
      const [first, ...others] = eligible;
      if (first === undefined) break;
      const { memberId } = others.reduce((least, each) => (counts.get(each.memberId)! < counts.get(least.memberId)! ? each : least), first);
      counts.set(memberId, counts.get(memberId)! + 1);
      (dealt.get(memberId)![topic] ??= []).push(partition);
    }
  }
  return dealt;
}
