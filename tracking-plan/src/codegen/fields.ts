import type { PlanContent, PropertyUse } from '../model.ts'
import { docComment, told } from './doc-comment.ts'
import { propertyType, type TypeNames } from './property-type.ts'

/** The fields of an object type, one per property, with what the plan says of each. */
export const fieldsOf = (
  uses: readonly PropertyUse[],
  { content, names, indent }: { content: PlanContent; names: TypeNames; indent: string },
): string =>
  uses
    .flatMap(({ name, required, say }) => {
      const property = content.properties[name]
      if (!property) return []
      const unit = property.unit === undefined || property.unit === '1' ? '' : ` (${property.unit})`
      const comment = docComment([told({ ...property.say, ...say }) + unit], indent)
      return [`${comment}${indent}${name}${required ? '' : '?'}: ${propertyType(property, names)}\n`]
    })
    .join('')
