import type { SourceKind } from '@maidian/schemas'
import { type Release, stampOf } from '../model.ts'
import { commonJsFunction, functionDeclaration } from './event-type.ts'
import { notice, planTypes, sentEvents } from './plan-types.ts'

/**
 * The same functions for an app without a build, such as a native mini-program: a CommonJS script, small since a package's
 * size counts, and the declarations that lie beside it, by which an editor completes and checks the calls.
 */
export const commonJsFiles = (release: Release, source: SourceKind): { script: string; declarations: string } => {
  const functions = sentEvents(release, source).map(commonJsFunction).join('')
  return {
    script: [notice(release), `const PLAN = '${stampOf(release)}'\n`, functions].join('\n'),
    declarations: [notice(release), ...planTypes(release, source, functionDeclaration)].join('\n'),
  }
}
