/**
 * The machine: what it has, how fast it is, whether it computes right, and a runtime to take along.
 */
package dev.counterpoint.app.cli.machine;
