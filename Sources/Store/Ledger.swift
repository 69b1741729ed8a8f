import Host
package import Text

/// The ledger, `.assay/ledger`: one JSON line for each run that ran or restored something.
///
/// It is for people who ask what happened when on this machine. Nothing rests on it.
package enum Ledger {
  /// Adds one run.
  package static func append(_ entry: JSON) throws {
    var file = try AppendFile(Layout.ledger)
    try file.append(entry.compact)
  }
}
