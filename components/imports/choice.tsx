"use client";

import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/select";

/** A choice among several with the one in force; choosing sends the file to be read anew. */
export function Choice(props: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const { label, value, options, onChange } = props;
  return (
    <Field label={label}>
      {(control) => (
        <NativeSelect
          {...control}
          inputSize="sm"
          value={value}
          options={options}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
