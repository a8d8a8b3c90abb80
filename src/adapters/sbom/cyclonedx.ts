import { ComponentType, ExternalReferenceType, HashAlgorithm } from "@cyclonedx/cyclonedx-library/Enums";
import {
  Bom,
  Component,
  ExternalReference,
  ExternalReferenceRepository,
  HashDictionary,
  Metadata,
  Property,
  PropertyRepository,
} from "@cyclonedx/cyclonedx-library/Models";
import { JSON as Json, JsonSerializer } from "@cyclonedx/cyclonedx-library/Serialize";
import { Spec1dot6 } from "@cyclonedx/cyclonedx-library/Spec";
import type { SbomWriter } from "../../ports/sbom-writer.ts";
import type { BillComponent, BillOfMaterials } from "../../registry/bill-of-materials.ts";

/** {@link SbomWriter} by OWASP's CycloneDX library. */
export const cycloneDx: SbomWriter = {
  write: (bill) => {
    const bom = new Bom({
      serialNumber: bill.serialNumber,
      metadata: new Metadata({ timestamp: new Date(bill.createdAt), component: toModel(bill) }),
    });
    for (const component of bill.components) bom.components.add(toComponent(component));
    for (const { bomRef } of bom.components) bom.metadata.component?.dependencies.add(bomRef);
    const serializer = new JsonSerializer(new Json.Normalize.Factory(Spec1dot6));
    return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
  },
};

function toModel({ model }: BillOfMaterials): Component {
  const hashes = new HashDictionary([[HashAlgorithm["SHA-256"], model.sha256]]);
  if (model.md5 !== null) hashes.set(HashAlgorithm.MD5, model.md5);
  const references =
    model.repositoryUrl === null
      ? []
      : [
          new ExternalReference(model.repositoryUrl, ExternalReferenceType.VCS, {
            comment: `commit ${model.commit}`,
          }),
        ];
  return new Component(ComponentType.MachineLearningModel, model.name, {
    bomRef: `model:${model.name}@${model.version}`,
    version: model.version,
    hashes,
    externalReferences: new ExternalReferenceRepository(references),
    properties: toProperties({ ...model.properties, "pawl:commit": model.commit }),
    ...(model.description === null ? {} : { description: model.description }),
  });
}

const types = {
  data: ComponentType.Data,
  file: ComponentType.File,
  library: ComponentType.Library,
} as const satisfies Record<BillComponent["kind"], ComponentType>;

function toComponent(component: BillComponent): Component {
  const { kind, ref, name, version, md5, purl, properties } = component;
  return new Component(types[kind], name, {
    bomRef: ref,
    hashes: new HashDictionary(md5 === null ? [] : [[HashAlgorithm.MD5, md5]]),
    properties: toProperties(properties),
    ...(version === null ? {} : { version }),
    ...(purl === null ? {} : { purl }),
  });
}

function toProperties(properties: Readonly<Record<string, string>>): PropertyRepository {
  return new PropertyRepository(Object.entries(properties).map(([name, value]) => new Property(name, value)));
}
