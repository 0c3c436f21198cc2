/** Commands about fusions of modalities. */
package dev.counterpoint.app.cli.fusion;
