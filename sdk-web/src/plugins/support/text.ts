import { IGNORED, SENSITIVE } from './elements.ts'

const UNREAD = `${IGNORED},${SENSITIVE},script,style`

/** Texts end here, in characters. */
const MOST = 100

const read = (node: Node, text: string): string => {
  for (const child of node.childNodes) {
    // A whole page may be inside.
    if (text.length > MOST) break
    if (child.nodeType === 3) text = (text + child.nodeValue!.slice(0, 1000)).replace(/\s+/g, ' ').trimStart()
    else if (child.nodeType === 1 && !(child as Element).matches(UNREAD)) text = read(child, text)
  }
  return text
}

/** An element's text in one line, at most 100 characters, without what visitors wrote and what is to be ignored. */
export const textOf = (element: Element): string => read(element, '').slice(0, MOST).trim()
