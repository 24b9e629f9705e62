import { type Finding, isOpen } from '../finding.ts'

/** 0: nothing breaks, or all that does is waived. 1: something breaks. */
export const exitCode = (findings: readonly Finding[]): 0 | 1 => (findings.some(isOpen) ? 1 : 0)
