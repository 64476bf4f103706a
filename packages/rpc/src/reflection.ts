/** What clients like grpcurl are told of our services, so that they need no proto files. */
import type { Server } from "@grpc/grpc-js";
import { loadSync, type AnyDefinition, type EnumTypeDefinition, type MessageTypeDefinition, type PackageDefinition } from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";
import { protoPackage } from "@mayfly/contracts/protos";
import { protoPath as healthProto } from "grpc-health-check";
import descriptors from "protobufjs/ext/descriptor/index.js";
import { googleRpcPackage } from "./google-rpc.ts";

/** Serves reflection (v1 and v1alpha) of these services, of health checks, and of the messages in an error's details. */
export function addReflection(server: Server, serviceNames: readonly string[]): void {
  const definitions = { ...googleRpcPackage, ...loadSync(healthProto), ...protoPackage() };
  new ReflectionService(correctPackage(definitions), { services: [...serviceNames, "grpc.health.v1.Health"] }).addToServer(server);
}

type TypeDefinition = MessageTypeDefinition<object, object> | EnumTypeDefinition;

interface FieldDescriptor {
  readonly name: string;
  typeName?: string;
  readonly oneofIndex?: number;
  proto3Optional?: boolean;
}

interface MessageDescriptor {
  name: string;
  readonly field: readonly FieldDescriptor[];
  readonly nestedType: readonly MessageDescriptor[];
  readonly oneofDecl: readonly { readonly name: string }[];
  readonly options?: { readonly mapEntry?: boolean };
}

interface FileDescriptor {
  readonly name: string;
  readonly package: string;
  readonly dependency: string[];
  readonly messageType: readonly MessageDescriptor[];
}

/**
 * Definitions whose descriptors other languages accept. Those that protobufjs writes name a map's entry type `Tags` where protoc
 * demands `TagsEntry`, name a type of another package by half its name and do not import its file, all of which Go
 * refuses; and they show an optional field as a oneof of its own.
 */
function correctPackage(definitions: PackageDefinition): PackageDefinition {
  const files = new Map<Buffer, FileDescriptor>();
  for (const bytes of Object.values(definitions)
    .filter(isType)
    .flatMap((type) => type.fileDescriptorProtos))
    files.set(bytes, files.get(bytes) ?? decodeFile(bytes));
  const known: KnownTypes = { names: new Set(Object.keys(definitions)), files: new Map([...files.values()].map((file) => [file.package, file.name])) };
  const corrections = new Map([...files].map(([bytes, file]) => [bytes, correctFile(file, known)]));
  const corrected: PackageDefinition = {};
  for (const [name, definition] of Object.entries(definitions)) {
    if (!isType(definition)) corrected[name] = definition;
    else corrected[name] = { ...definition, fileDescriptorProtos: definition.fileDescriptorProtos.map((bytes) => corrections.get(bytes) ?? bytes) };
  }
  return corrected;
}

interface KnownTypes {
  /** Full names of all messages, enums and services. */
  readonly names: ReadonlySet<string>;
  /** Names of files by package; protobufjs writes one file a package. */
  readonly files: ReadonlyMap<string, string>;
}

/** Services carry no files; their messages do. */
function isType(definition: AnyDefinition): definition is TypeDefinition {
  return "format" in definition && typeof definition.format === "string";
}

function decodeFile(bytes: Buffer): FileDescriptor {
  // What descriptor.proto says of a decoded FileDescriptorProto, as far as it is needed here.
  return descriptors.FileDescriptorProto.decode(bytes) as unknown as FileDescriptor;
}

function correctFile(file: FileDescriptor, known: KnownTypes): Buffer {
  for (const message of file.messageType) correctMessage(message, file, known);
  return Buffer.from(descriptors.FileDescriptorProto.encode(file).finish());
}

function correctMessage(message: MessageDescriptor, file: FileDescriptor, known: KnownTypes): void {
  for (const nested of message.nestedType) {
    if (nested.options?.mapEntry === true) correctMapEntry(message, nested);
    correctMessage(nested, file, known);
  }
  for (const field of message.field) {
    const fullName = fullNameOf(field.typeName ?? "", file.package, known.names);
    if (fullName === undefined) continue;
    field.typeName = `.${fullName}`;
    const origin = known.files.get(fullName.slice(0, fullName.lastIndexOf(".")));
    if (origin !== undefined && origin !== file.name && !file.dependency.includes(origin)) file.dependency.push(origin);
  }
  correctOptionals(message);
}

function correctOptionals(message: MessageDescriptor): void {
  const isOptional = message.oneofDecl.map(({ name }) => name.startsWith("_"));
  const firstOptional = isOptional.indexOf(true);
  // protoc puts the oneofs of optional fields last, and readers insist on it.
  if (firstOptional < 0 || isOptional.lastIndexOf(false) > firstOptional) return;
  for (const field of message.field) {
    // An absent index reads as 0 from the prototype.
    if (Object.hasOwn(field, "oneofIndex") && field.oneofIndex !== undefined && isOptional[field.oneofIndex] === true) field.proto3Optional = true;
  }
}

function correctMapEntry(message: MessageDescriptor, entry: MessageDescriptor): void {
  const field = message.field.find(({ typeName }) => typeName === entry.name);
  if (field === undefined) return;
  const name = `${field.name.replace(/(?:^|_)(.)/g, (_match, letter: string) => letter.toUpperCase())}Entry`;
  entry.name = name;
  field.typeName = name;
}

/** The name that `typeName` has outside of its package, if it is a message's; the innermost scope wins, as in protoc. */
function fullNameOf(typeName: string, packageName: string, names: ReadonlySet<string>): string | undefined {
  if (typeName === "" || typeName.startsWith(".")) return undefined;
  for (let scope = packageName; ; scope = scope.slice(0, Math.max(0, scope.lastIndexOf(".")))) {
    const candidate = scope === "" ? typeName : `${scope}.${typeName}`;
    if (names.has(candidate)) return candidate;
    if (scope === "") return undefined;
  }
}
