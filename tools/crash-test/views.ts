import type { EventStore } from '@loyalty/ledger';
import { ViewReader, type ViewStore } from '@loyalty/views';
import { followViews, VIEWS } from '../bench/followed-views';

const PAGE = 500;

/** Lets the views of a killed process catch up and compares each document with views made anew; answers what differs. */
export async function viewsThatDiffer(log: EventStore, file: string): Promise<string[]> {
  const head = await log.head();
  const [left, anew] = await Promise.all([followViews(log, file), followViews(log, `${file}-anew`)]);
  try {
    await Promise.all([left.reached(head), anew.reached(head)]);
    const found: string[] = [];
    for (const { name } of VIEWS) {
      if ((await documents(left.views, name)) !== (await documents(anew.views, name))) found.push(`the view ${name} differs from one made anew`);
    }
    return found;
  } finally {
    await left.close();
    await anew.close();
  }
}

async function documents(views: ViewStore, name: string): Promise<string> {
  const reader = new ViewReader(views, name);
  const all: unknown[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await reader.find({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) return JSON.stringify(all);
  }
}
