import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readEnvironment } from '../environment.ts'
import { socketFolder } from './socket-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-sockets-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('how many workers is a number, or as many as there are cores', () => {
  const count = (text?: string) => readEnvironment({ MAIDIAN_WORKERS: text }).MAIDIAN_WORKERS
  expect([count(), count('1'), count('4')]).toEqual([1, 1, 4])
  expect(count('auto')).toBe(Math.min(64, availableParallelism()))
  for (const wrong of ['0', '65', '1.5', 'many']) expect(() => count(wrong)).toThrow('MAIDIAN_WORKERS: write a number')
})

test('sockets lie in a folder that this user alone may enter, without what a process that was killed has left', () => {
  const data = join(root, 'data')
  mkdirSync(join(data, 'run'), { recursive: true, mode: 0o755 })
  writeFileSync(join(data, 'run', 'front.sock'), '')
  const { path, remove } = socketFolder(data)
  expect(path).toBe(join(data, 'run'))
  expect(statSync(path).mode & 0o777).toBe(0o700)
  expect(readdirSync(path)).toEqual([])
  remove()
})

test('where the path of a socket would be too long, or there is no folder, they lie in a temporary one', () => {
  for (const dir of [join(root, 'x'.repeat(100)), null]) {
    const { path, remove } = socketFolder(dir)
    expect(Buffer.byteLength(join(path, 'front.sock'))).toBeLessThan(104)
    expect(statSync(path).mode & 0o777).toBe(0o700)
    remove()
    expect(() => statSync(path)).toThrow('ENOENT')
  }
})
