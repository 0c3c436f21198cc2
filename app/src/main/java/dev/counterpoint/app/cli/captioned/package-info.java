/** Training and evaluation on pictures with captions. */
package dev.counterpoint.app.cli.captioned;
