import { call, Refused, type Door } from './client';

/** Whether there is something at a path. */
export async function exists(door: Door, path: string): Promise<boolean> {
  try {
    await call(door, 'GET', path);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return false;
    throw error;
  }
}
