/**
 * Which libraries PyTorch's engine loads: those for the CPU, the CUDA ones of the Maven profile
 * {@code cuda}, unpacked once to the cache, or an installation of the user's own.
 */
package dev.counterpoint.app.natives;
