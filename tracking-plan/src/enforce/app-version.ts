const parts = (version: string): number[] => version.split('.').map(part => Number.parseInt(part, 10) || 0)

/** True when `version` is at least what `>=2.4.0` asks for; also when either cannot be read. */
export const meetsVersion = (version: string, wanted: string): boolean => {
  const [, lowest] = /^>=(\d+(?:\.\d+)*)$/.exec(wanted) ?? []
  if (lowest === undefined || !/^\d/.test(version)) return true
  const [have, need] = [parts(version), parts(lowest)]
  for (let i = 0; i < need.length; i++) {
    const differs = (have[i] ?? 0) - (need[i] ?? 0)
    if (differs !== 0) return differs > 0
  }
  return true
}
