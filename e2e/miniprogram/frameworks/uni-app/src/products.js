export const products = [
  { id: 'p-1', name: 'Red shoes', price: 100 },
  { id: 'p-2', name: 'Blue shoes', price: 110 },
]
