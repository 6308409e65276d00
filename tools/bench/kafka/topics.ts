import { contextTopic } from '@loyalty/messaging';

export const COMMANDS = contextTopic('points', 'commands');
export const OUTCOMES = contextTopic('points', 'outcomes');
export const EVENTS = contextTopic('points', 'events');
