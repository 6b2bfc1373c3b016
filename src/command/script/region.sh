# zsh by its own name divides no words.
[ -z "${ZSH_VERSION:-}" ] || emulate sh
set -u
LC_ALL=C
export LC_ALL
for program in tabix bcftools; do
  command -v "$program" >/dev/null 2>&1 || {
    echo "There is no $program here. On Debian: apt install tabix bcftools; with conda: conda install -c bioconda htslib bcftools" >&2
    exit 2
  }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/igsr-fetch.XXXXXX") || exit 2
trap 'rm -rf -- "$work"' EXIT
trap 'exit 130' INT TERM HUP
written=0 failed=0
refuse() {
  echo "$1" >&2
  failed=$((failed + 1))
}

# Cuts a part out of a file. SPAN is FIRST-LAST, or - for all; the names are what the file may call the chromosome, the likeliest first.
# Which of them it does call it is looked up in its index, so that a wrong one never gives an empty file.
cut_out() { # FILE NEW SPAN [NAME…]
  vcf=$dest/$1 new=./region/$2 span=$3
  shift 3
  [ -f "$vcf" ] || { refuse "$vcf is not here: fetch it first." && return; }
  if [ ! -f "$vcf.tbi" ] && [ ! -f "$vcf.csi" ]; then
    tabix -p vcf "$vcf" || { refuse "$vcf has no index beside it, and tabix could make none." && return; }
  fi
  place=
  if [ "$#" -gt 0 ]; then
    tabix -l "$vcf" >"$work/names" || { refuse "The index of $vcf cannot be read: fetch it anew." && return; }
    for name; do
      if grep -Fqx -e "$name" "$work/names"; then place=$name && break; fi
    done
    [ -n "$place" ] || { refuse "$vcf has no records of this chromosome, by any of the names: $*" && return; }
    [ "$span" = - ] || place=$place:$span
  fi
  set -- view -Oz -o "$new.part"
  [ -z "$place" ] || set -- "$@" -r "$place"
  if [ -n "$samples" ]; then
    bcftools query -l "$vcf" >"$work/all" || { refuse "The samples of $vcf cannot be read." && return; }
    grep -Fx -f "$samples" "$work/all" >"$work/some" || { refuse "$vcf has none of the samples in $samples." && return; }
    set -- "$@" -S "$work/some"
  fi
  mkdir -p -- "${new%/*}"
  if bcftools "$@" "$vcf" && mv -f -- "$new.part" "$new" && tabix -f -p vcf "$new"; then
    written=$((written + 1))
    echo "$new"
  else
    rm -f -- "$new.part"
    refuse "$new could not be written."
  fi
}

