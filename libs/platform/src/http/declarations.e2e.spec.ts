import { Controller, Get, Module, Post } from '@nestjs/common';
import type { Command } from '@loyalty/ledger';
import { Public, Roles } from '../auth/access';
import { openSample } from '../testing/sample-service';
import { CommandOf } from './command-of';

const started = async (controller: new () => object): Promise<string> => {
  @Module({ controllers: [controller] })
  class Context {}
  try {
    const sample = await openSample({}, {}, [Context]);
    await sample.close();
    return 'started';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a service does not start with a route', () => {
  it('that does not say who may call it', async () => {
    @Controller()
    class Open {
      @Get('v1/open') read() {}
    }
    expect(await started(Open)).toBe('GET /v1/open does not say who may call it: add @Roles(…) or @Public()');
  });

  it('that changes something and takes no Idempotency-Key', async () => {
    @Controller()
    class Change {
      @Post('v1/change') @Roles('operator') change() {}
    }
    expect(await started(Change)).toContain("POST /v1/change has no @CommandOf('<name>') parameter");
  });

  it('that is a command for callers without a name', async () => {
    @Controller()
    class Anonymous {
      @Post('v1/anonymous') @Public() change(@CommandOf('sample.change') _command: Command) {}
    }
    expect(await started(Anonymous)).toBe('POST /v1/anonymous is a command, so its caller must have a key: @Roles(…)');
  });

  it('but does with routes that say all of it', async () => {
    @Controller()
    class Said {
      @Get('v1/said') @Public() read() {}
      @Post('v1/said') @Roles('operator') change(@CommandOf('sample.change') _command: Command) {}
    }
    expect(await started(Said)).toBe('started');
  });
});
