import type { Release } from '../model.ts'

/** `shop@2026.11.2.json` */
export const releaseFileName = ({ plan, version }: Pick<Release, 'plan' | 'version'>): string =>
  `${plan}@${version}.json`
