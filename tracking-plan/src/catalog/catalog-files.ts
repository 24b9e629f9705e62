import type { Release } from '../model.ts'

/** The catalog of a plan as static files: path → content. `releases` tell the history, the newest first. */
export const catalogFiles = (release: Release, _releases: readonly Release[]): Map<string, string> =>
  new Map([['index.html', `<!doctype html><title>${release.plan}</title>${Object.keys(release.events).join('<br>')}`]])
