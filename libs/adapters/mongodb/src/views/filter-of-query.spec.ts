import { cursorAfter, planOf, type Query } from '@loyalty/views';
import { filtersOfQuery, sortOfQuery } from './filter-of-query';

const THERE = { 'state.removedAt': null };
const filters = (query: Query) => filtersOfQuery(planOf(query));

describe('a query for MongoDB', () => {
  it('asks inside the document, and for the id where it is', () => {
    expect(filters({ filter: { status: 'open', 'customer.city': 'Haifa', _id: { $gt: 'o1' } } })).toEqual([
      { $and: [{ 'state.doc.status': { $eq: 'open' } }, { 'state.doc.customer.city': { $eq: 'Haifa' } }, { _id: { $gt: 'o1' } }, THERE] },
    ]);
  });

  it('never shows a removed document, which a question for null would find', () => {
    expect(filters({ filter: { status: null } })).toEqual([{ $and: [{ 'state.doc.status': { $eq: null } }, THERE] }]);
    expect(filters({})).toEqual([{ $and: [THERE] }]);
  });

  it('keeps both ends of a range', () => {
    expect(filters({ filter: { total: { $gte: 10, $lt: 30 } } })).toEqual([{ $and: [{ 'state.doc.total': { $gte: 10 } }, { 'state.doc.total': { $lt: 30 } }, THERE] }]);
  });

  it('gives values as values: an object cannot become an operator', () => {
    expect(() => filters({ filter: { status: { $where: '1' } as never } })).toThrow(expect.objectContaining({ code: 'query_invalid' }));
    expect(filters({ filter: { status: '$where' } })).toEqual([{ $and: [{ 'state.doc.status': { $eq: '$where' } }, THERE] }]);
  });

  it('sorts by the fields and at last by the id', () => {
    expect(sortOfQuery(planOf({ sort: [{ field: 'at', descending: true }] }))).toEqual([['state.doc.at', -1], ['_id', -1]]);
  });

  it('goes on after a place in stretches, each an equality and a range', () => {
    const sort = planOf({ sort: [{ field: 'at' }] }).sort;
    const cursor = cursorAfter({ id: 'o2', position: 1, doc: { at: '2025' } }, sort);
    expect(filters({ sort: [{ field: 'at' }], cursor })).toEqual([
      { $and: [{ 'state.doc.at': { $eq: '2025' } }, { _id: { $gt: 'o2' } }, THERE] },
      { $and: [{ 'state.doc.at': { $gt: '2025' } }, THERE] },
    ]);
  });

  it('goes on after null with whatever is not null', () => {
    const sort = planOf({ sort: [{ field: 'at' }] }).sort;
    const cursor = cursorAfter({ id: 'o2', position: 1, doc: {} }, sort);
    expect(filters({ sort: [{ field: 'at' }], cursor })[1]).toEqual({ $and: [{ 'state.doc.at': { $ne: null } }, THERE] });
  });
});
