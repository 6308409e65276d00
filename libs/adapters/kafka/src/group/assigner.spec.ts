import { deal } from './assigner';

describe('partitions are dealt out', () => {
  it('evenly, and only to members that read their topic', () => {
    const readers = [{ memberId: 'b', topics: ['orders', 'members'] }, { memberId: 'a', topics: ['orders'] }, { memberId: 'c', topics: ['orders'] }];
    const dealt = deal(readers, new Map([['members', [0, 1]], ['orders', [0, 1, 2, 3]]]));
    expect(Object.fromEntries(dealt)).toEqual({ a: { orders: [0, 2] }, b: { members: [0, 1] }, c: { orders: [1, 3] } });
  });

  it('each exactly once, whatever the members read', () => {
    const topics = new Map([['x', [0, 1, 2]], ['y', [0]], ['z', [0, 1]]]);
    const dealt = deal([{ memberId: '1', topics: ['x', 'z'] }, { memberId: '2', topics: ['x', 'y'] }], topics);
    const all = [...dealt.values()].flatMap((assignment) => Object.entries(assignment).flatMap(([topic, partitions]) => partitions.map((partition) => `${topic}/${partition}`)));
    expect(all.sort()).toEqual(['x/0', 'x/1', 'x/2', 'y/0', 'z/0', 'z/1']);
  });

  it('to nobody where nobody reads, and a member may have none', () => {
    expect(Object.fromEntries(deal([{ memberId: 'a', topics: ['x'] }, { memberId: 'b', topics: ['x'] }], new Map([['x', [0]], ['y', [0]]])))).toEqual({ a: { x: [0] }, b: {} });
  });
});
