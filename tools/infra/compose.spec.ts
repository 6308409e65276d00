import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { SERVICE_FLAGS } from '../door/service';

interface Service {
  readonly command?: readonly string[];
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly secrets?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const root = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const compose = load(read('docker-compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as Compose;
const proxy = read('tools/infra/proxy/Caddyfile');
const services = Object.entries(compose.services);
/** Everything in apps/ that listens on its own; `standalone` is all of it in one process, without servers. */
const apps = readdirSync(path.join(root, 'apps')).filter((app) => /startService\(\{ name/.test(read(`apps/${app}/src/main.ts`)) && app !== 'standalone');
const ours = services.filter(([, { command }]) => command !== undefined);

describe('docker-compose.yml', () => {
  it('runs each app that is a service, and no other', () => {
    expect(ours.map(([name]) => name).sort()).toEqual(apps.sort());
    for (const [name, { command }] of ours) expect(command!.at(-1)).toBe(`dist/apps/${name}/src/main.js`);
  });

  it.each(ours)('%s is given only settings that exist, and addresses that lead to a service of the file', (_, { environment }) => {
    const settings = [...read('libs/platform/src/configuration/configuration.ts').matchAll(/settings\.\w+\('([A-Z_]+)'/g)].map(([, name]) => name);
    expect(settings).toEqual(expect.arrayContaining(Object.keys(environment!)));
    for (const name of ['EVENT_STORE_URL', 'READ_MODEL_URL', 'MESSAGE_BUS_URL']) {
      const { protocol, hostname, port } = new URL(environment![name]!);
      expect(existsSync(path.join(root, 'libs/adapters', protocol.slice(0, -1), 'src'))).toBe(true);
      expect(portsInside(hostname)).toContain(port);
    }
  });

  it.each(ours)('%s has views of its own, waits for what it needs and is asked whether it is ready', (name, { environment, depends_on, healthcheck, secrets }) => {
    expect(new URL(environment!['READ_MODEL_URL']!).pathname).toBe(`/${name}`);
    expect(depends_on).toEqual({ kurrentdb: { condition: 'service_healthy' }, mongodb: { condition: 'service_healthy' }, kafka: { condition: 'service_healthy' } });
    expect(JSON.stringify(healthcheck)).toContain(`http://127.0.0.1:${environment!['PORT']}/ready`);
    expect(read('libs/platform/src/health/health.controller.ts')).toContain("@Get('ready')");
    expect(secrets!.map((secret) => `/run/secrets/${secret}`)).toEqual([environment!['API_KEYS_FILE'], environment!['CODE_KEYS_FILE']].filter(Boolean));
  });

  it('shows one HTTP address, which leads each context to its service', () => {
    const routes = [...proxy.matchAll(/handle \/v1\/(\w+)\/\* \{\s*reverse_proxy (\w+):(\d+)/g)].map(([, context, service, port]) => [context, service, port]);
    expect(routes.sort()).toEqual(apps.map((app) => [app, app, compose.services[app]!.environment!['PORT']]).sort());
    for (const app of apps) expect(controllerPaths(app).every((route) => route.startsWith(`v1/${app}`))).toBe(true);
    expect(Object.keys(compose.services['proxy']!.depends_on!).sort()).toEqual(apps.sort());
  });

  it('lets coupons ask points when a key for that is given, and else sets neither', () => {
    const { POINTS_URL: url, POINTS_API_KEY: key } = compose.services['coupons']!.environment!;
    expect([url, key]).toEqual([`\${POINTS_API_KEY:+http://points:${compose.services['points']!.environment!['PORT']}}`, '${POINTS_API_KEY:-}']);
  });

  it('starts services as `npm start` does, and so does the image', () => {
    for (const [, { command }] of ours) expect(command!.slice(0, -1)).toEqual(['node', ...SERVICE_FLAGS]);
    expect(read('Dockerfile')).toContain(`CMD ${JSON.stringify(['node', ...SERVICE_FLAGS, 'dist/apps/standalone/src/main.js']).replaceAll(',', ', ')}`);
    expect((JSON.parse(read('package.json')) as { scripts: { start: string } }).scripts.start).toContain(['node', ...SERVICE_FLAGS].join(' '));
  });

  it('lets nobody in from outside this machine, and no port twice', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports);
    expect(published.length).toBeGreaterThan(0);
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    const outside = published.map((port) => port.split(':')[1]);
    expect(new Set(outside).size).toBe(outside.length);
  });

  it('names exact versions of what others have built, volumes that are declared and files that exist', () => {
    for (const [, { image }] of services) if (image !== undefined) expect(image).toMatch(/:\d+\.\d+/);
    for (const [, { volumes = [] }] of services) {
      for (const volume of volumes) {
        const [from = ''] = volume.split(':');
        expect(from.startsWith('./') ? existsSync(path.join(root, from)) : from in compose.volumes).toBe(true);
      }
    }
    for (const [secret, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`./data/${secret}.json`);
    expect(existsSync(path.join(root, 'Dockerfile'))).toBe(true);
  });
});

/** Ports on which a service of the file listens for others of it: those it publishes, and Kafka's own listeners. */
function portsInside(name: string): string[] {
  const { ports = [], environment } = compose.services[name]!;
  return [...ports.map((port) => port.split(':').at(-1)!), ...(environment?.['KAFKA_LISTENERS'] ?? '').split(',').map((listener) => listener.split(':').at(-1)!)];
}

function controllerPaths(context: string): string[] {
  const folder = path.join(root, 'libs', context, 'src', 'http');
  const sources = readdirSync(folder).filter((file) => file.endsWith('.controller.ts')).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/@Controller\('([^']+)'\)/g)].map(([, route]) => route!));
}
