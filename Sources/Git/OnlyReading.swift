internal import CGit2

/// The lines by which two versions of a file differ, if they can be seen in one way only.
///
/// The beginning and the end in common are left out; in the middle, changed places are bridged by
/// looking a few lines ahead. That is the only shortest reading, and the one git's search arrives
/// at, when
/// - no changed line stands in the other file's middle, so that each other line must stay;
/// - no changed place could as well lie a line further up or down: inside the middle it cannot
///   (the line above is in both files, the changed one is not), at its ends it is checked;
/// - between two changed places stands a line that is unique in both files. Git's search takes
///   lines that occur often for changed when only such lines lie between changed ones.
struct OnlyReading {
  private(set) var hunks: [LineDiff.Hunk] = []

  private let old: UnsafeRawBufferPointer
  private let new: UnsafeRawBufferPointer
  private let oldMiddle: Range<Int>
  private let newMiddle: Range<Int>

  /// The bytes of one changed place.
  private struct Place {
    let old: Range<Int>
    let new: Range<Int>
  }

  /// How many lines a change is looked for at once, and may have in all: proving more of them
  /// unique would take longer than git's search.
  private static let (ahead, most) = (8, 32)

  /// `nil` when the change is not known to have only one reading.
  init?(of old: UnsafeRawBufferPointer, _ new: UnsafeRawBufferPointer) {
    (self.old, self.new) = (old, new)
    let before = commonLinesAtStart(old, new)
    let after = commonLinesAtEnd(old, new, beyond: before)
    oldMiddle = before..<old.count - after
    newMiddle = before..<new.count - after
    guard let places = places(), isFixed(places), places.count < 2 || isOnly(places) else {
      return nil
    }
    hunks = numbered(places)
  }

  /// The changed places in order, if each is short or there is but one.
  private func places() -> [Place]? {
    if oldMiddle.isEmpty && newMiddle.isEmpty { return [] }
    if oldMiddle.isEmpty || newMiddle.isEmpty { return [Place(old: oldMiddle, new: newMiddle)] }
    var places: [Place] = []
    var (one, other) = (oldMiddle, newMiddle)
    var changed = 0
    while !one.isEmpty || !other.isEmpty {
      let ones = lines(of: old, in: one, atMost: Self.ahead)
      let others = lines(of: new, in: other, atMost: Self.ahead)
      guard let (a, b) = meeting(ones, others, one, other) else { return nil }
      changed += a + b
      guard changed <= Self.most else { return nil }
      let oneEnd = a == 0 ? one.lowerBound : ones[a - 1].upperBound
      let otherEnd = b == 0 ? other.lowerBound : others[b - 1].upperBound
      places.append(Place(old: one.lowerBound..<oneEnd, new: other.lowerBound..<otherEnd))
      let same = commonLinesAtStart(
        UnsafeRawBufferPointer(rebasing: old[oneEnd..<one.upperBound]),
        UnsafeRawBufferPointer(rebasing: new[otherEnd..<other.upperBound]))
      one = oneEnd + same..<one.upperBound
      other = otherEnd + same..<other.upperBound
    }
    return places
  }

  /// How many lines on both sides to skip until they are the same again, or end.
  private func meeting(
    _ ones: [Range<Int>], _ others: [Range<Int>], _ one: Range<Int>, _ other: Range<Int>
  ) -> (Int, Int)? {
    for skipped in 0..<ones.count + others.count {
      for a in ones.indices where others.indices.contains(skipped - a) {
        let b = skipped - a
        if isSame(old[ones[a]], new[others[b]]) { return (a, b) }
      }
    }
    let seesEnds =
      ones.last?.upperBound ?? one.lowerBound == one.upperBound
      && others.last?.upperBound ?? other.lowerBound == other.upperBound
    return seesEnds ? (ones.count, others.count) : nil
  }

  /// Whether the changed places at the ends of the middle could not slide out of it.
  private func isFixed(_ places: [Place]) -> Bool {
    guard let first = places.first, let last = places.last else { return true }
    let above = lastLine(of: old, before: oldMiddle.lowerBound)
    let below = lines(of: old, in: oldMiddle.upperBound..<old.count, atMost: 1).first
    for (file, first, last) in [(old, first.old, last.old), (new, first.new, last.new)] {
      if !first.isEmpty, let above,
        isSame(old[above], file[lastLine(of: file, before: first.upperBound) ?? first])
      {
        return false
      }
      if !last.isEmpty, let below,
        isSame(old[below], file[lines(of: file, in: last, atMost: 1).first ?? last])
      {
        return false
      }
    }
    return true
  }

  /// Whether all lines but the changed ones must stay, for git's search too.
  private func isOnly(_ places: [Place]) -> Bool {
    for place in places {
      guard
        lines(of: old, in: place.old).allSatisfy({ count($0, of: old, in: new, newMiddle) == 0 }),
        lines(of: new, in: place.new).allSatisfy({ count($0, of: new, in: old, oldMiddle) == 0 })
      else { return false }
    }
    return zip(places, places.dropFirst()).allSatisfy { one, next in
      lines(of: old, in: one.old.upperBound..<next.old.lowerBound, atMost: 4).contains {
        count($0, of: old, in: old, 0..<old.count) == 1
          && count($0, of: old, in: new, 0..<new.count) == 1
      }
    }
  }

  /// How often a line stands in a stretch of a file: 0, 1, or 2 for more.
  ///
  /// Lines that only begin like one without a final newline count too.
  private func count(
    _ line: Range<Int>, of file: UnsafeRawBufferPointer, in other: UnsafeRawBufferPointer,
    _ stretch: Range<Int>
  ) -> Int {
    var count = other[stretch].starts(with: file[line]) ? 1 : 0
    // From here on with the newline before it, so that only whole lines are found.
    guard let base = other.baseAddress, line.lowerBound > 0, let start = file.baseAddress else {
      return line.lowerBound > 0 ? count : 2
    }
    var place = stretch.lowerBound
    while count < 2,
      let found = memmem(
        base + place, stretch.upperBound - place, start + line.lowerBound - 1, line.count + 1)
    {
      count += 1
      place = base.distance(to: UnsafeRawPointer(found)) + 1
    }
    return count
  }

  private func numbered(_ places: [Place]) -> [LineDiff.Hunk] {
    var (oldLine, newLine, oldByte, newByte) = (0, 0, 0, 0)
    return places.map { place in
      oldLine += newlines(old[oldByte..<place.old.lowerBound])
      newLine += newlines(new[newByte..<place.new.lowerBound])
      let oldCount = lines(of: old, in: place.old).count
      let newCount = lines(of: new, in: place.new).count
      defer {
        (oldLine, newLine) = (oldLine + oldCount, newLine + newCount)
        (oldByte, newByte) = (place.old.upperBound, place.new.upperBound)
      }
      return LineDiff.Hunk(old: oldLine..<oldLine + oldCount, new: newLine..<newLine + newCount)
    }
  }
}

private let newline = UInt8(ascii: "\n")

/// How many bytes at the start of two files are whole lines in common.
private func commonLinesAtStart(
  _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer
) -> Int {
  let limit = min(one.count, other.count)
  var count = 0
  while count + 8 <= limit, word(one, count) == word(other, count) { count += 8 }
  while count < limit, one[count] == other[count] { count += 1 }
  if count == one.count, count == other.count { return count }
  return one[..<count].lastIndex(of: newline).map { $0 + 1 } ?? 0
}

/// How many bytes at the end of two files, beyond those of the start, are whole lines in common.
private func commonLinesAtEnd(
  _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer, beyond start: Int
) -> Int {
  let (end, otherEnd) = (one.count, other.count)
  let limit = min(end, otherEnd) - start
  var count = 0
  while count + 8 <= limit, word(one, end - count - 8) == word(other, otherEnd - count - 8) {
    count += 8
  }
  while count < limit, one[end - count - 1] == other[otherEnd - count - 1] { count += 1 }
  if isLineStart(one, end - count, start), isLineStart(other, otherEnd - count, start) {
    return count
  }
  let next = one[(end - count)...].firstIndex(of: newline)
  return next.map { end - $0 - 1 } ?? 0
}

private func isLineStart(_ file: UnsafeRawBufferPointer, _ place: Int, _ start: Int) -> Bool {
  place == start || file[place - 1] == newline
}

private func word(_ file: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
  file.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
}

private func isSame(_ one: Slice<UnsafeRawBufferPointer>, _ other: Slice<UnsafeRawBufferPointer>)
  -> Bool
{
  one.count == other.count && one.elementsEqual(other)
}

private func newlines(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
  var count = 0
  for byte in UnsafeRawBufferPointer(rebasing: bytes) { count &+= byte == newline ? 1 : 0 }
  return count
}

/// The lines of a stretch of a file, each with the newline that ends it.
private func lines(
  of file: UnsafeRawBufferPointer, in stretch: Range<Int>, atMost most: Int = .max
) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var start = stretch.lowerBound
  while start < stretch.upperBound, lines.count < most {
    let newline = file[start..<stretch.upperBound].firstIndex(of: newline)
    let end = newline.map { $0 + 1 } ?? stretch.upperBound
    lines.append(start..<end)
    start = end
  }
  return lines
}

/// The line that ends before a place where one begins.
private func lastLine(of file: UnsafeRawBufferPointer, before place: Int) -> Range<Int>? {
  guard place > 0 else { return nil }
  let start = file[..<(place - 1)].lastIndex(of: newline).map { $0 + 1 } ?? 0
  return start..<place
}
