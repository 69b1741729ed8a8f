package import Host

/// Something that does not hold, and where it lies now.
package struct Damage: Sendable {
  /// What is wrong with it.
  package enum Fact: Sendable {
    /// A blob whose bytes are not those of its name; `nil` when they cannot be read.
    case otherBytes(found: Digest?)
    /// A blob that an action promises and that is not there.
    case missing
    /// Something in the store that is no blob.
    case stranger
    /// A blob that could be written to or not be read; it has been set right.
    case permissions
    /// Lines that cannot be read.
    case lines([Int])
    /// A record that is not believed.
    case record(RecordFault)
    /// A description of a machine that is not what its name says, or that is missing.
    case machine
    /// A snapshot that is not whole, or that says of a file what is not so.
    case snapshot(of: String?)
    /// An output that stands and that neither the record nor any action of its stage knows.
    case output(stage: String)
  }

  package let path: String
  package let fact: Fact
  /// Where it was moved; `nil` for what is not of the local state and is only told.
  package var movedTo: String?
  /// The blob that is lost by it.
  package var blob: Digest?

  var isOfMachine: Bool { if case .machine = fact { true } else { false } }

  init(_ path: String, _ fact: Fact, movedTo: String? = nil, blob: Digest? = nil) {
    self.path = path
    self.fact = fact
    self.movedTo = movedTo
    self.blob = blob
  }
}
