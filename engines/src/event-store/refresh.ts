/** Reloads a project's `persons` dictionary soon. */
export type Refresh = (project: string) => void

const SOON_MS = 100
/** Reloading may take this share of the time at most: it reads every link. */
const PAUSES_PER_RELOAD = 10

/**
 * The embedded server never reloads dictionaries by itself, so a new link asks for it. Requests that come while one
 * is waiting are one; the next waits longer the longer the last one took. A failed reload is made good by the next
 * link, and on a server by the dictionary's lifetime.
 */
export const createRefresh = (command: (sql: string) => Promise<void>): { refresh: Refresh; close: () => void } => {
  const waiting = new Map<string, NodeJS.Timeout>()
  const tookMs = new Map<string, number>()
  const reload = async (project: string): Promise<void> => {
    waiting.delete(project)
    const began = Date.now()
    await command(`SYSTEM RELOAD DICTIONARY ${project}.persons`).catch(() => {})
    tookMs.set(project, Date.now() - began)
  }
  return {
    refresh: project => {
      if (waiting.has(project)) return
      const pause = SOON_MS + PAUSES_PER_RELOAD * (tookMs.get(project) ?? 0)
      waiting.set(
        project,
        setTimeout(() => void reload(project), pause),
      )
    },
    close: () => {
      for (const timer of waiting.values()) clearTimeout(timer)
    },
  }
}
