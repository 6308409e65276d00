/** Where everything is, for the person in front of the screen; a log collector gets the same as JSON. */
export function banner(name: string, url: string, { store, views, bus }: { store: string; views: string; bus: string }): string {
  return `${name} is up: ${url}  (API: ${url}/docs, health: ${url}/health)\nlog ${store}, views ${views}, bus ${bus}\n`;
}

/** What is said of a key that was made on the first start. It is said this once. */
export function firstKeyNotice(key: string, file: string): string {
  return `\nAn operator key was made, and is shown only now:\n\n    ${key}\n\nUse it as "Authorization: Bearer <key>". Its hash is in ${file}.\n\n`;
}
