import { expect, test } from 'vitest'
import { excerpt } from './excerpt.ts'

const at = (text: string, line: number, column: number) => excerpt(text, { file: 'a', line, column })

test('the mark stands below its place, also behind characters that are two columns wide', () => {
  expect(at('a: b\r\nc: d', 1, 4)).toBe('    a: b\n       ^\n')
  expect(at('say: 满减，x', 1, 9)).toBe('    say: 满减，x\n         　　　^\n')
  expect(at('\ta', 1, 2)).toBe('    \ta\n    \t^\n')
})

test('of a long line what is around the place is shown', () => {
  const text = at(`${'a'.repeat(200)}X${'b'.repeat(200)}`, 1, 201)
  const [line = '', mark = ''] = text.split('\n')
  expect(line[mark.indexOf('^')]).toBe('X')
  expect(line.length).toBeLessThan(130)
})

test('what a terminal would obey is not sent to it', () => {
  expect(at('a\u001b[2Jb\u202e', 1, 1)).toBe('    a�[2Jb�\n    ^\n')
})

test('where there is nothing, nothing is shown', () => {
  expect(excerpt(undefined, { file: 'a', line: 1, column: 1 })).toBe('')
  expect(at('a\n\nb', 2, 1)).toBe('')
  expect(at('a', 9, 1)).toBe('')
})
