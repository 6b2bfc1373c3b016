# For Windows PowerShell 5.1 and PowerShell 7. It fetches one file after the other; files lie in $list, a row each.
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$onWindows = [IO.Path]::DirectorySeparatorChar -eq '\'
$startedIn = (Get-Location).ProviderPath
$failedList = [IO.Path]::Combine($startedIn, 'failed.txt')
$destination = [IO.Path]::GetFullPath([IO.Path]::Combine($startedIn, $dest)).TrimEnd('\', '/')
$hasher = [Security.Cryptography.MD5]::Create()
$patience = 60

function Write-Problem($text) { [Console]::Error.WriteLine($text) }

# Windows takes paths of 260 characters and more only in this form.
function Get-Place($path) {
  $separator = [IO.Path]::DirectorySeparatorChar
  $full = $destination + $separator + $path.Replace([char]'/', $separator)
  if ($onWindows -and $full.Length -ge 248 -and -not $full.StartsWith('\\')) { return '\\?\' + $full }
  return $full
}

function Get-Length($place) {
  $file = New-Object IO.FileInfo($place)
  if ($file.Exists) { return $file.Length }
  return [long]0
}

function Get-Sum($place) {
  $stream = [IO.File]::OpenRead($place)
  try { return [BitConverter]::ToString($hasher.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
  finally { $stream.Dispose() }
}

# Says what a file is: right, missing, short or wrong. Where no MD5 is known the size decides, and where none is known, that
# something is there.
function Get-State($file, $place) {
  if (-not [IO.File]::Exists($place)) { return 'missing' }
  $length = Get-Length $place
  if ($file.Size -ne '-') {
    if ($length -lt [long]$file.Size) { return 'short' }
    if ($length -gt [long]$file.Size) { return 'wrong' }
  } elseif ($file.Md5s -eq '-' -and $length -eq 0) { return 'wrong' }
  if ($file.Md5s -eq '-' -or ($file.Md5s -split ',') -contains (Get-Sum $place)) { return 'right' }
  return 'wrong'
}

function Move-Over($from, $to) {
  [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($to))
  if ([IO.File]::Exists($to)) { [IO.File]::Delete($to) }
  [IO.File]::Move($from, $to)
}

function Add-Right($file) {
  $script:right += 1
  if ($file.Md5s -eq '-') { $script:unchecked += 1 }
}

# Waits in short steps, so that Ctrl+C is heard. $isAlive says whether something has come since it was asked last.
function Wait-Task($task, $isAlive) {
  $quiet = [Diagnostics.Stopwatch]::StartNew()
  while (-not $task.Wait(200)) {
    if (& $isAlive) { $quiet.Restart() }
    if ($quiet.Elapsed.TotalSeconds -gt $patience) {
      $client.CancelPendingRequests()
      throw "nothing came for $patience seconds"
    }
  }
}

# The seconds that a server asks to be left alone; 0 if it does not say.
function Get-RetryAfter($answer) {
  $after = $answer.Headers.RetryAfter
  if ($null -eq $after) { return 0 }
  if ($null -ne $after.Delta) { return [Math]::Ceiling($after.Delta.TotalSeconds) }
  return [Math]::Max(0, [Math]::Ceiling(($after.Date - [DateTimeOffset]::UtcNow).TotalSeconds))
}

# Asks once for what is missing of a file. Returns nothing when all of it has come, else the status of the answer and the seconds to
# wait; throws where the connection fails.
function Receive-Part($url, $part) {
  $have = Get-Length $part
  $request = New-Object Net.Http.HttpRequestMessage([Net.Http.HttpMethod]::Get, $url)
  if ($have -gt 0) { [void]$request.Headers.TryAddWithoutValidation('Range', "bytes=$have-") }
  $asked = $client.SendAsync($request, [Net.Http.HttpCompletionOption]::ResponseHeadersRead)
  Wait-Task $asked { $false }
  $answer = $asked.Result
  try {
    $status = [int]$answer.StatusCode
    if ($status -ne 200 -and $status -ne 206) { return @{ Status = $status; After = (Get-RetryAfter $answer) } }
    $mode = [IO.FileMode]::Create
    if ($status -eq 206) {
      $range = $answer.Content.Headers.ContentRange
      if ($null -eq $range -or $range.From -ne $have) { throw 'the server sent another part than was asked for' }
      $mode = [IO.FileMode]::Append
    }
    $output = New-Object IO.FileStream($part, $mode, [IO.FileAccess]::Write)
    try {
      $script:seen = $output.Position
      $copy = $answer.Content.CopyToAsync($output)
      Wait-Task $copy {
        $moved = $output.Position -ne $script:seen
        $script:seen = $output.Position
        $moved
      }
    } finally { $output.Dispose() }
  } finally { $answer.Dispose() }
}

# Asks a mirror for a file, again where it asks to wait. Returns whether the file is here and right.
function Receive-File($file, $url, $part) {
  for ($attempt = 1; $attempt -le 4; $attempt += 1) {
    $problem = $null
    $wait = [Math]::Pow(2, $attempt - 1)
    try {
      $answer = Receive-Part $url $part
      if ($null -ne $answer) {
        $problem = "the server answers $($answer.Status)"
        # What lies here is no beginning of this file.
        if ($answer.Status -eq 416) { [IO.File]::Delete($part) }
        elseif ($answer.Status -notin 408, 429, 500, 502, 503, 504) { $attempt = 4 }
        $wait = [Math]::Max($wait, $answer.After)
      }
    } catch { $problem = $_.Exception.GetBaseException().Message }
    if ($null -eq $problem) {
      $state = Get-State $file $part
      if ($state -eq 'right') { return $true }
      if ($state -ne 'short') { [IO.File]::Delete($part) }
      Write-Problem "$($file.Name): what $url has is $state"
      return $false
    }
    Write-Problem "$($file.Name): ${problem}: $url"
    if ($attempt -lt 4) { Start-Sleep -Seconds $wait }
  }
  return $false
}

# Fetches a file in a round; each round asks the next mirror.
function Invoke-Fetch($file, $round) {
  $part = Get-Place "$parts/$($file.Number).part"
  $state = Get-State $file $part
  # Without an MD5, nothing would tell whether two halves are of one file.
  if ($state -eq 'short' -and $file.Md5s -eq '-') { [IO.File]::Delete($part) }
  if ($state -eq 'wrong' -and ($file.Md5s -eq '-' -or $file.Size -ne '-')) { [IO.File]::Delete($part) }
  if ($state -ne 'right') {
    $url = $file.Urls[($round - 1) % $file.Urls.Length]
    if (-not (Receive-File $file $url $part)) { return $false }
  }
  try { Move-Over $part (Get-Place $file.Name) }
  catch {
    Write-Problem "$($file.Name): $($_.Exception.GetBaseException().Message)"
    return $false
  }
  return $true
}

# Takes what is here and right, and moves aside what is wrong or unfinished. Returns the others.
function Test-All($files) {
  foreach ($file in $files) {
    $place = Get-Place $file.Name
    try {
      $state = Get-State $file $place
      if ($state -eq 'wrong') { Move-Over $place (Get-Place "$parts/$($file.Number).wrong") }
      $part = Get-Place "$parts/$($file.Number).part"
      if ($state -eq 'short' -and -not [IO.File]::Exists($part)) { Move-Over $place $part }
    } catch {
      $state = 'unreadable'
      Write-Problem "$($file.Name): $($_.Exception.GetBaseException().Message)"
    }
    if ($state -eq 'right') { Add-Right $file } else { $file }
  }
}

# Stops before the disk is full.
function Assert-Space($files) {
  $needed = [long]0
  foreach ($file in $files) { if ($file.Size -ne '-') { $needed += [long]$file.Size } }
  $disk = $destination
  if ($onWindows) { $disk = [IO.Path]::GetPathRoot($destination) }
  try { $free = (New-Object IO.DriveInfo($disk)).AvailableFreeSpace }
  catch { Write-Problem "How much is free in $destination cannot be told."; return }
  if ($free -lt $needed -and -not $env:IGSR_FETCH_IGNORE_SPACE) {
    Write-Problem "There are $free bytes free in $destination, and $needed are still needed. To go on all the same, set IGSR_FETCH_IGNORE_SPACE to 1."
    exit 1
  }
}

# The client with the proxy of https_proxy, else with that of the system, which may want the log-in of the system.
function New-Client($url) {
  $handler = New-Object Net.Http.HttpClientHandler
  $login = @()
  $proxy = [Net.WebRequest]::GetSystemWebProxy()
  $named = @($env:https_proxy, $env:HTTPS_PROXY, $env:all_proxy, $env:ALL_PROXY) | Where-Object { $_ } | Select-Object -First 1
  if ($named) {
    if ($named -notmatch '://') { $named = "http://$named" }
    $proxy = New-Object Net.WebProxy($named, $true)
    $login = @(([Uri]$named).UserInfo -split ':' | ForEach-Object { [Uri]::UnescapeDataString($_) })
    $without = "$($env:no_proxy),$($env:NO_PROXY)" -split ',' | ForEach-Object { $_.Trim().TrimStart('.') } | Where-Object { $_ }
    $proxy.BypassList = @($without | ForEach-Object { [regex]::Escape($_) + '(:\d+)?(/|$)' })
  }
  if ($null -ne $proxy) {
    $proxy.Credentials = [Net.CredentialCache]::DefaultCredentials
    if ($login.Length -eq 2) { $proxy.Credentials = New-Object Net.NetworkCredential($login[0], $login[1]) }
    $handler.Proxy = $proxy
    $by = $proxy.GetProxy([Uri]$url)
    if ($null -ne $by -and $by -ne [Uri]$url) { Write-Host "By the proxy $($by.Authority)" }
  }
  $client = New-Object Net.Http.HttpClient($handler)
  $client.Timeout = [Threading.Timeout]::InfiniteTimeSpan
  return $client
}

$all = New-Object 'Collections.Generic.List[object]'
foreach ($row in $list -split '\r?\n') {
  $fields = $row -split "`t"
  $urls = @($fields[4..($fields.Length - 1)])
  $all.Add(@{ Number = $fields[0]; Md5s = $fields[1]; Size = $fields[2]; Name = $fields[3]; Urls = $urls })
}
$total = $all.Count
$right = 0
$unchecked = 0
[void][IO.Directory]::CreateDirectory($destination)
$todo = @(Test-All $all)
Write-Host "$right of $total files are here and right."
if ($todo.Length -gt 0) {
  Assert-Space $todo
  [void][IO.Directory]::CreateDirectory((Get-Place $parts))
  Add-Type -AssemblyName System.Net.Http
  if ($PSVersionTable.PSVersion.Major -lt 6) {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
  }
  $client = New-Client $todo[0].Urls[0]
}
$waitFor = 5
if ($env:IGSR_FETCH_WAIT) { $waitFor = [int]$env:IGSR_FETCH_WAIT }
for ($round = 1; $round -le $rounds -and $todo.Length -gt 0; $round += 1) {
  if ($round -gt 1) {
    Write-Host "Round ${round}: $($todo.Length) files again, from the next mirror where there is one, in $waitFor seconds."
    Start-Sleep -Seconds $waitFor
    $waitFor *= 2
  }
  $todo = @(foreach ($file in $todo) {
    if (Invoke-Fetch $file $round) {
      Add-Right $file
      Write-Host "$right of ${total}: $($file.Name)"
    } else { $file }
  })
}
if ($unchecked -gt 0) { Write-Host "$unchecked of them by size or presence only: no MD5 is known for these." }
if ($todo.Length -gt 0) {
  $names = [string[]]@($todo | ForEach-Object { $_.Name })
  [IO.File]::WriteAllLines($failedList, $names, (New-Object Text.UTF8Encoding($false)))
  Write-Problem "$($todo.Length) of $total files failed; their names are in failed.txt. Run the same again: it fetches only these."
  exit 1
}
Write-Host "$right of $total files are here and right."
if ([IO.File]::Exists($failedList)) { [IO.File]::Delete($failedList) }
$partsPlace = Get-Place $parts
if ([IO.Directory]::Exists($partsPlace)) { [IO.Directory]::Delete($partsPlace, $true) }
exit 0
