internal import CGit2

/// Who changed something, when, and in which words.
///
/// Foreign text stands here raw: whoever prints it escapes it.
package struct Commit: Hashable, Sendable {
  /// The commit's name, 40 hexadecimal digits.
  package let id: String
  /// The author's name.
  package let author: String
  /// The author's mail address.
  package let email: String
  /// When the author wrote the change, ISO 8601 with the author's own offset from UTC.
  package let date: String
  /// The same moment in seconds since 1970-01-01T00:00:00Z.
  package let seconds: Int64
  /// The first paragraph of the message on one line.
  package let subject: String
}

extension Commit {
  /// Copies out of a commit object what we tell of it.
  init(_ object: OpaquePointer) {
    let encoding = git_commit_message_encoding(object).map { String(cString: $0) }
    func text(_ bytes: UnsafePointer<CChar>?) -> String { decoded(bytes, from: encoding) }
    let signature = git_commit_author(object)?.pointee
    let when = signature?.when ?? git_time(time: git_commit_time(object), offset: 0, sign: 0)
    id = ObjectID(git_commit_id(object).pointee).hexadecimal
    author = text(signature?.name)
    email = text(signature?.email)
    date = timestamp(seconds: when.time, offset: Int64(when.offset))
    seconds = when.time
    subject = text(git_commit_summary(object))
  }
}

/// The text of bytes that are UTF-8 unless the commit says they are Latin-1.
private func decoded(_ bytes: UnsafePointer<CChar>?, from encoding: String?) -> String {
  guard let bytes else { return "" }
  guard ["iso-8859-1", "iso8859-1", "latin1", "latin-1"].contains(encoding?.lowercased()) else {
    return String(cString: bytes)
  }
  var text = String.UnicodeScalarView()
  var next = bytes
  while next.pointee != 0 {
    text.append(Unicode.Scalar(UInt8(bitPattern: next.pointee)))
    next += 1
  }
  return String(text)
}

/// ISO 8601 of a moment, with an offset from UTC in minutes.
private func timestamp(seconds: Int64, offset: Int64) -> String {
  let (days, second) = (seconds + offset * 60).quotientAndModulus(86_400)
  let (year, month, day) = civil(days)
  let minutes = abs(offset)
  return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    + "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    + "\(offset < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
}

/// The Gregorian date of a day counted from 1970-01-01: years begin in March, so that the leap
/// day comes last, and 400 of them are 146 097 days.
private func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let (era, dayOfEra) = (days + 719_468).quotientAndModulus(146_097)
  let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
  let march = (5 * dayOfYear + 2) / 153
  let month = march < 10 ? march + 3 : march - 9
  return (era * 400 + year + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
}

private func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
  /// Division that rounds down, also for moments before 1970.
  fileprivate func quotientAndModulus(_ divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
