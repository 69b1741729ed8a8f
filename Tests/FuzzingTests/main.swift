// The fuzzer: `fuzz READER [libFuzzer's arguments]`; without a reader it names all of them.
//
// One program for all readers, so that the rooms are built once: it calls libFuzzer's loop itself
// and takes the part that has no `main`.
import Glibc

/// libFuzzer's loop: it calls the last argument with one input after another.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The reader that is fuzzed; libFuzzer hands nothing through to its callback.
private enum Fuzzed {
  nonisolated(unsafe) static var reader: Reader?
}

private func fuzz() -> Int32 {
  guard let name = CommandLine.arguments.dropFirst().first else {
    print(Reader.all.map(\.name).joined(separator: "\n"))
    return 0
  }
  guard let reader = Reader.all.first(where: { $0.name == name }) else {
    print("no reader is called \(name)")
    return 2
  }
  Fuzzed.reader = reader
  var count = CommandLine.argc - 1
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
  return runDriver(&count, &arguments) { bytes, size in
    do {
      try Fuzzed.reader?.check(Array(UnsafeBufferPointer(start: bytes, count: size)))
    } catch {
      print("broken promise: \(error)")
      fflush(nil)
      abort()
    }
    return 0
  }
}

exit(fuzz())
