import type { SourceKind } from '@maidian/schemas'
import { type Release, stampOf } from '../model.ts'
import { eventFunction } from './event-type.ts'
import { notice, planTypes } from './plan-types.ts'

/**
 * The TypeScript file of a plan for one kind of source: a function and a type per event, `Events` for
 * `createTracker<Events>()`, `Profile` for `identify`, `SuperProperties` for `register`. Whatever a page does not use is
 * left out of its bundle.
 */
export const typesFile = (release: Release, source: SourceKind): string =>
  [notice(release), `const PLAN = '${stampOf(release)}'\n`, ...planTypes(release, source, eventFunction)].join('\n')
