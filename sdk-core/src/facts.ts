import type { Facts } from './platform.ts'

/** The same facts, which go on in memory where the host denies storage or has no room: never throws. */
export const withMemory = (facts: Facts): Facts => {
  const memory = new Map<string, string>()
  return {
    get: key => {
      const kept = memory.get(key)
      if (kept !== undefined) return kept
      try {
        return facts.get(key)
      } catch {
        return null
      }
    },
    set: (key, value) => {
      try {
        facts.set(key, value)
        memory.delete(key)
      } catch {
        memory.set(key, value)
      }
    },
    remove: key => {
      memory.delete(key)
      try {
        facts.remove(key)
      } catch {
        // Denied: there was nothing to remove.
      }
    },
  }
}

/** The object that a JSON text says; empty for any other text and for none. */
export const parseObject = <T extends object>(text: string | null | undefined): Partial<T> => {
  try {
    return Object(JSON.parse(text ?? '')) as Partial<T>
  } catch {
    return {}
  }
}
