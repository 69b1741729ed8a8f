package import Text

/// An in-toto statement with signatures over it, in a DSSE envelope.
///
/// https://github.com/secure-systems-lab/dsse, version 1.
package struct Envelope: Hashable, Sendable {
  /// A signature, and the key that it says made it.
  package struct Signature: Hashable, Sendable {
    /// The fingerprint of the key; nothing may rest on it.
    package let key: String?
    /// The signature as `ssh-keygen -Y sign` writes it, a text.
    package let text: String

    package init(key: String?, text: String) {
      self.key = key
      self.text = text
    }
  }

  /// The bytes of the statement.
  package let payload: [UInt8]
  /// The signatures over it.
  package let signatures: [Signature]

  /// What the payload is said to be.
  private static let type = "application/vnd.in-toto+json"

  package init(_ payload: [UInt8], signatures: [Signature]) {
    self.payload = payload
    self.signatures = signatures
  }

  /// What is signed: the payload with its type and their lengths.
  package var signedBytes: [UInt8] {
    Array("DSSEv1 \(Self.type.utf8.count) \(Self.type) \(payload.count) ".utf8) + payload
  }

  /// The envelope as its file holds it: one line, as in a bundle of attestations.
  package var text: String {
    let signatures = signatures.map { signature in
      JSON.object(
        (signature.key.map { [("keyid", JSON.string($0))] } ?? [])
          + [("sig", .string(Base64.text(of: Array(signature.text.utf8))))])
    }
    return JSON.object([
      ("payloadType", .string(Self.type)), ("payload", .string(Base64.text(of: payload))),
      ("signatures", .array(signatures)),
    ]).compact + "\n"
  }

  /// Reads an envelope.
  ///
  /// - Throws: A diagnostic with the place of what is no envelope over an in-toto statement.
  package init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    let json = try JSON.read(bytes, file: file)
    func fault(_ message: String, at value: JSON?) -> Diagnostic {
      let value = value ?? json
      return Diagnostic(message, at: Place(file: file, line: value.line, column: value.column))
    }
    guard json["payloadType"]?.string == Self.type else {
      throw fault("the envelope holds no \(Self.type)", at: json["payloadType"])
    }
    guard let payload = json["payload"]?.string.flatMap(Base64.bytes) else {
      throw fault("the payload is missing or not in base64", at: json["payload"])
    }
    guard let signatures = json["signatures"]?.array, !signatures.isEmpty else {
      throw fault("the envelope has no signatures", at: json["signatures"])
    }
    self.payload = payload
    var read: [Signature] = []
    for signature in signatures {
      guard let bytes = signature["sig"]?.string.flatMap(Base64.bytes) else {
        throw fault("a signature is missing or not in base64", at: signature)
      }
      read.append(
        Signature(key: signature["keyid"]?.string, text: String(decoding: bytes, as: UTF8.self)))
    }
    self.signatures = read
  }
}
