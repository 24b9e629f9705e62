/** `addToCart`, `Add-To Cart` and `add.to.cart` as `add_to_cart`. */
export const snakeCase = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s\-./_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
