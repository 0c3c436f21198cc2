/**
 * Whether a device computes what the CPU computes: checks that run in processes of their own, so
 * that one that brings the engine down is a result too, and a table of them for an issue.
 */
package dev.counterpoint.app.verify;
