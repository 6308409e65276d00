import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Hands a handler's error on as it is. Without it Nest turns every error that is not its own into "Internal server error",
 * and a refusal would lose its code. Register it with `useGlobalFilters` beside the strategy.
 */
@Catch()
export class PassErrors implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
