/// A simple type of a DM3 file, by its number there.
enum DM3Type: Int {
  case int16 = 2
  case int32 = 3
  case uint16 = 4
  case uint32 = 5
  case float32 = 6
  case float64 = 7
  case boolean = 8
  case int8 = 9
  case uint8 = 10
  case int64 = 11
  case uint64 = 12

  /// How many bytes a value takes.
  var length: Int {
    switch self {
    case .boolean, .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// The number that bytes say, put in order: the most significant first.
  func value(_ raw: UInt64) -> Double {
    switch self {
    case .int8: Double(Int8(truncatingIfNeeded: raw))
    case .int16: Double(Int16(truncatingIfNeeded: raw))
    case .int32: Double(Int32(truncatingIfNeeded: raw))
    case .int64: Double(Int64(bitPattern: raw))
    case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: raw)))
    case .float64: Double(bitPattern: raw)
    case .boolean, .uint8, .uint16, .uint32, .uint64: Double(raw)
    }
  }

  /// The type of pixels by DigitalMicrograph's number for it; `nil` for complex numbers and colours.
  init?(pixels number: Int) {
    switch number {
    case 1: self = .int16
    case 2: self = .float32
    case 6: self = .uint8
    case 7: self = .int32
    case 9: self = .int8
    case 10: self = .uint16
    case 11: self = .uint32
    case 12: self = .float64
    default: return nil
    }
  }
}
