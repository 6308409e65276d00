import { conflict, DomainError, notFound, rejected } from '@loyalty/kernel';
import { collectionName, type ViewRef } from './view-ref';

/** The view has not reached a position in the time that was given. */
export function viewBehind(view: string, wanted: number, reached: number): DomainError {
  return new DomainError('unavailable', 'view_behind', `${view} reflects position ${reached}, not yet ${wanted}`, { view, wanted, reached });
}

export function viewUnknown(view: ViewRef | string): DomainError {
  const name = typeof view === 'string' ? view : collectionName(view);
  return notFound('view_unknown', `There is no view ${name}`, { view: name });
}

/** The live build cannot be dropped: readers are on it. */
export function viewIsLive(view: ViewRef): DomainError {
  return rejected('view_is_live', `${collectionName(view)} is live`, { view: collectionName(view) });
}

/** The event is not skipped: the view stays before it until the logic is corrected. */
export function projectionFailed(view: ViewRef, event: string, cause: unknown): DomainError {
  const name = collectionName(view);
  return new DomainError('corruption', 'projection_failed', `${name} cannot project ${event}: ${String(cause)}`, { view: name, event }, { cause });
}

/** Two documents of one view share what its unique index promises to be different. */
export function viewNotUnique(view: ViewRef, cause?: unknown): DomainError {
  const name = collectionName(view);
  return new DomainError('corruption', 'view_not_unique', `${name} would break its unique index`, { view: name }, { cause });
}

export function documentTooLarge(view: ViewRef, id: string, length: number, limit: number): DomainError {
  return new DomainError('corruption', 'document_too_large', `${id} of ${collectionName(view)} has ${length} characters`, { view: collectionName(view), id, length, limit });
}

export function rebuildRunning(name: string): DomainError {
  return conflict('rebuild_running', `${name} is being rebuilt already`, { name });
}

export function viewStoreClosed(): DomainError {
  return new DomainError('unavailable', 'view_store_closed', 'The view store is closed');
}
