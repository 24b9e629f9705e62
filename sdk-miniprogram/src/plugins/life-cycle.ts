import type { Plugin } from '@maidian/sdk-core'
import type { Mini } from '../mini.ts'

export type LifeCycleOptions = {
  /** Scene → what to call it in `$app_launch`: `sceneNames`, or your own. Default: the number. */
  scenes?: Record<string, string>
}

const KEY = 'scene'

/** Back from another mini-program, as after paying there: the same visit. */
const RETURNED = '1038'

/**
 * `$app_launch` at a cold start, `$app_show`, and `$app_hide` with the time in the foreground. Who comes back by another
 * scene begins a new session.
 */
export const lifeCycle =
  ({ scenes = {} }: LifeCycleOptions = {}) =>
  ({ host: app, entrance }: Mini): Plugin => {
    let shownAt: number | undefined
    let launched = false
    return {
      name: 'life-cycle',
      setup: tracker => {
        app.onShow(() => {
          const scene = String(entrance().scene ?? '')
          // Nothing is stored before consent.
          if (tracker.deviceId()) {
            const before = tracker.facts.get(KEY)
            if (before && before !== scene && scene !== RETURNED) tracker.session.end()
            tracker.facts.set(KEY, scene)
          }
          if (!launched) tracker.track('$app_launch', { scene: scenes[scene] ?? scene })
          launched = true
          shownAt = Date.now()
          tracker.track('$app_show')
        })
        app.onHide(() => {
          if (shownAt === undefined) return
          const duration = Math.max(0, Date.now() - shownAt)
          shownAt = undefined
          tracker.track('$app_hide', { duration_ms: duration })
        })
      },
    }
  }
