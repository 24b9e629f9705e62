import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'

export type Entry = { path: string; isLink: boolean }

/** More folders than any plan has: a tree that goes on beyond is not walked to its end. */
const MAX_FOLDERS = 10_000

/**
 * Files and links below a folder, by their paths from there, with slashes. Links are told of and never followed: they
 * may lead in circles, which `readdir` with `recursive` would walk. Throws where the folder itself cannot be read.
 */
export const walk = (dir: string): Entry[] => {
  const entries: Entry[] = []
  const waiting = ['']
  for (let seen = 0; waiting.length > 0 && seen < MAX_FOLDERS; seen++) {
    const folder = waiting.pop() as string
    let inside: Dirent[]
    try {
      inside = readdirSync(join(dir, folder), { withFileTypes: true })
    } catch (error) {
      if (folder === '') throw error
      continue
    }
    for (const entry of inside) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) waiting.push(path)
      else if (entry.isFile() || entry.isSymbolicLink()) entries.push({ path, isLink: entry.isSymbolicLink() })
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}
