/** The numbers of a text such as `12 0`; 0 for what is none, since others may write to a page's storage too. */
export const numbersIn = (text: string | null): number[] => (text ?? '').split(' ').map(part => Number(part) || 0)
