/// Where data come from, as their rule under `sources` declares.
package enum Origin: String, CaseIterable, Sendable {
  case measured
  case published
  case digitized
  case assumed
  case synthetic
  case unknown
}
