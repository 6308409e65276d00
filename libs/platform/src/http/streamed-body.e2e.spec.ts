import { Controller, HttpCode, Module, Post } from '@nestjs/common';
import { Roles } from '../auth/access';
import { openTestService, type TestService } from '../testing/test-service';
import { BatchOf, type Batch } from './command-of';
import { StreamedBody } from './streamed-body';

@Controller('v1/files')
class FilesController {
  @Post('csv')
  @HttpCode(200)
  @Roles('operator')
  async csv(@BatchOf('files.csv') { id }: Batch, @StreamedBody({ types: ['text/csv'], bytesMax: 100_000 }) file: AsyncIterable<Uint8Array>): Promise<object> {
    let bytes = 0;
    for await (const piece of file) bytes += piece.length;
    return { id, bytes };
  }
}

@Module({ controllers: [FilesController] })
class FilesModule {}

describe('a body that is streamed', () => {
  let door: TestService;
  beforeAll(async () => {
    door = await openTestService([FilesModule]);
  });
  afterAll(() => door.close());

  const send = (body: string | undefined, headers: Record<string, string> = { 'content-type': 'text/csv' }) => door.call('POST', '/v1/files/csv', { key: 'k', ...(body === undefined ? {} : { body }), headers });

  it('arrives byte by byte, under the id of its command', async () => {
    expect((await send('é'.repeat(30_000))).body).toEqual({ id: expect.stringMatching(/^key-.*:k$/), bytes: 60_000 });
    expect((await send('a,b', { 'content-type': 'text/csv; charset=utf-8' })).body).toMatchObject({ bytes: 3 });
  });

  it.each([
    ['that is too long', 'x'.repeat(100_001), {}, 413, 'body_too_large'], ['of another kind', 'x', { 'content-type': 'text/plain' }, 415, 'media_type_unsupported'],
    ['in JSON', '{}', { 'content-type': 'application/json' }, 415, 'media_type_unsupported'], ['that is compressed', 'x', { 'content-encoding': 'gzip' }, 415, 'media_type_unsupported'],
    ['without a key', 'x', { 'idempotency-key': '' }, 400, 'idempotency_key_missing'],
  ])('%s is refused', async (_, body, headers, status, code) => {
    const answer = await send(body, { 'content-type': 'text/csv', ...headers });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('that turns out too long on its way is refused, and the connection goes on', async () => {
    const key = door.key('operator');
    const pieces = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 30; i += 1) controller.enqueue(new Uint8Array(10_000));
        controller.close();
      },
    });
    const answer = await fetch(`${door.url}/v1/files/csv`, { method: 'POST', body: pieces, duplex: 'half', headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'k', 'content-type': 'text/csv' } } as RequestInit);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'body_too_large']);
    expect((await send('still there')).body).toMatchObject({ bytes: 11 });
  });
});
