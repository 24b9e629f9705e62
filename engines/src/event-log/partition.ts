/**
 * The partition of an actor (the device, else the user) of a project: FNV-1a over UTF-8, modulo n. The same device,
 * and so the same event id, always meets the same processor; hence this never changes.
 */
export const partitionOf = (project: string, actor: string, partitions: number): number => {
  if (partitions === 1) return 0
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(`${project}\0${actor}`)) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0) % partitions
}
