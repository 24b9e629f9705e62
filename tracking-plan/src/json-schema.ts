export { editorSchemas } from './json-schema/editor-schemas.ts'
export { schemaAssociations } from './json-schema/schema-associations.ts'
