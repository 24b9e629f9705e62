import type { Release } from '../model.ts'
import { eventFile } from './addresses.ts'
import { changelogPage } from './changelog-page.ts'
import { eventPage } from './event-page.ts'
import { indexPage } from './index-page.ts'
import { propertiesPage } from './properties-page.ts'
import { questionsPage } from './questions-page.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'
import { typesPage } from './types-page.ts'

/**
 * The catalog of a plan as static files: path → content. `releases` tell the history, the newest first. Works from any
 * folder and from a file system: links are relative, and nothing comes from elsewhere.
 */
export const catalogFiles = (release: Release, releases: readonly Release[]): Map<string, string> =>
  new Map([
    ['index.html', indexPage(release)],
    ['properties.html', propertiesPage(release)],
    ['types.html', typesPage(release)],
    ['questions.html', questionsPage(release)],
    ['changelog.html', changelogPage(release, releases)],
    ['style.css', STYLE],
    ['catalog.js', SCRIPT],
    ...Object.values(release.events).map(
      event => [eventFile(event.name), eventPage(event, release, releases)] as const,
    ),
  ])
