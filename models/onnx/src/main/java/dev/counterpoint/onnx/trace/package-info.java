/** Arrays that record what a block does to them: dynamic proxies around DJL's interfaces. */
package dev.counterpoint.onnx.trace;
