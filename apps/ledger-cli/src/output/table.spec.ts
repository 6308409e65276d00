import { shownPoints, table } from './table';

const COLUMNS = [{ title: 'what' }, { title: 'points', right: true }];

it('columns stand under each other for people', () => {
  expect(table(COLUMNS, [['earned', '1,200'], ['spent', '-5']], true)).toBe('what    points\n------  ------\nearned   1,200\nspent       -5');
});

it('are separated by tabs for programs', () => {
  expect(table(COLUMNS, [['earned', '1200']], false)).toBe('what\tpoints\nearned\t1200');
});

it.each([[150, 2, '1.50'], [-5, 2, '-0.05'], [0, 2, '0.00'], [1_234, 0, '1234'], [-12n, 1, '-1.2'], [98_765_432_109_876_543_210n, 3, '98765432109876543.210']] as const)('%s of scale %i is %s', (points, scale, text) => {
  expect(shownPoints(points, scale)).toBe(text);
});
