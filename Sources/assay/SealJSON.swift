// What `seal --json` and `verify --seal --json` answer.

import Audit
import Exchange
import Text

extension SealAnswer {
  /// The answer of `seal --json`.
  var json: JSON {
    .object([
      ("file", .string(file)), ("key", .string(key)), ("commit", .string(sealed.commit)),
      ("date", .string(sealed.date)), ("sealed", sealed.counts),
    ])
  }
}

extension SealVerdict {
  /// The answer of `verify --seal --json`.
  var json: JSON {
    .object([
      ("holds", JSON(findings.isEmpty)), ("file", .string(file)),
      ("commit", JSON(statement?.sealed.commit)), ("date", JSON(statement?.sealed.date)),
      ("sealed", statement?.sealed.counts ?? .null),
      ("signatures", .array(signers.map(\.json))), ("checked", check?.json ?? .null),
      ("findings", .array(findings.map(\.json))),
      ("doesNotProve", .array(SealWords.limits.map(JSON.string))),
    ])
  }
}

extension Sealed {
  fileprivate var counts: JSON {
    .object(
      SealedFile.Role.allCases.map { role in
        (role.rawValue, JSON(files.count { $0.role == role }))
      })
  }
}

extension SealVerdict.Signer {
  fileprivate var json: JSON {
    .object([("key", .string(key)), ("owner", JSON(owner))])
  }
}

extension SealCheck {
  fileprivate var json: JSON {
    .object([
      ("inCommit", JSON(inCommit)), ("here", JSON(here)),
      ("absent", .array(absent.map(JSON.string))), ("records", JSON(records)),
      ("objects", JSON(objects)),
    ])
  }
}

extension SealFinding {
  fileprivate var json: JSON {
    .object([
      ("place", .string(place.rawValue)), ("what", .string(what)), ("path", JSON(path)),
      ("message", .string(message)),
    ])
  }
}
