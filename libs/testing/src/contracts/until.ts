/** Resolves when the condition holds; throws after ten seconds. For tests of what happens by itself. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('it has not come to pass in ten seconds');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
