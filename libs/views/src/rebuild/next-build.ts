import { sameView, type ViewRef } from '../view-ref';
import type { ViewStore } from '../view-store';

/**
 * The build that a rebuild works on: one that was begun and never went live is gone on with, else a new one beside all
 * that are there.
 */
export async function nextBuild(views: ViewStore, name: string, version: number): Promise<ViewRef> {
  const pointer = await views.live(name);
  const builds = (await views.builds(name)).filter((view) => view.version === version);
  const begun = builds.findLast((view) => !sameView(view, pointer?.live) && !sameView(view, pointer?.previous));
  return begun ?? { name, version, build: 1 + (builds.at(-1)?.build ?? 0) };
}
