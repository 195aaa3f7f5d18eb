import type { Standing } from './line.ts';

/** Whether requests go out, by whatever way. */
export const isUp = (standing: Standing): boolean => standing === 'live' || isOverHttp(standing);

/** Whether they go over HTTP, answered or not. */
export const isOverHttp = (standing: Standing): boolean => standing === 'http' || standing === 'down';
